//! Parts of pages: values in, events out.

pub mod brand;
pub mod chips;
pub mod day_field;
pub mod file_picker;
pub mod icon;
pub mod meter;
pub mod press;
pub mod rhythm;
pub mod rhythm_line;
pub mod scene;
pub mod scroller;
pub mod toast;
pub mod windowed;
