//! The rooms of the product, in the order of the sidebar.
