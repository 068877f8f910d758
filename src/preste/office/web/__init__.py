"""The office's pages: read through the store, act through the services, render on the server."""
