"""The forms of the bodies a charity may have to tell, as tables in the order of each body's own form."""
