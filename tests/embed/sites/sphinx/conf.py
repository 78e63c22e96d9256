project = "A course"
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["dark.css"]
html_js_files = [("livefig/livefig.js", {"type": "module"})]
