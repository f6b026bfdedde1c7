//! The files of a Go module that a build needs: the closure of in-module packages, computed from blobs.
