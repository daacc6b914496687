enum LabStorePlaceholder {}
