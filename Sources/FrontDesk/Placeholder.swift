enum FrontDeskPlaceholder {}
