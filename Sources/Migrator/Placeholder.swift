enum MigratorPlaceholder {}
