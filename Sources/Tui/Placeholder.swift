enum TuiPlaceholder {}
