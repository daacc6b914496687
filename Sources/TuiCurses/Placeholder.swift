enum TuiCursesPlaceholder {}
