"""The pages, by theme. A view reads, asks a service to act, and renders."""
