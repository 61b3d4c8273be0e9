"""The reference of the Python package: sphinx-build -W docs/python OUT, with the package importable."""
import libprogram

project = "libprogram"
version = release = libprogram.__version__
copyright = "the libprogram authors"
extensions = ["sphinx.ext.autodoc"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "undoc-members": False, "show-inheritance": True}
html_theme = "alabaster"
html_copy_source = False
nitpicky = False
suppress_warnings = ["ref.python"]
