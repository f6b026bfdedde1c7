//! Istio's sources: one tag fetched into a shared cache, or a local repository opened; blobs read, never a work tree.
