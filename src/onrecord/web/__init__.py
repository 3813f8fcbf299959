"""The desk in the browser: one module, one template and one typed context a page. Needs the extra `web`."""
