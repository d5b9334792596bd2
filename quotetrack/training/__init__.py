"""The recipes that made the embedded models, with which users make their own. Nothing at run time imports this."""
