//! Parts of pages: values in, events out.

pub mod brand;
pub mod chart;
pub mod chips;
pub mod copy_text;
pub mod day_field;
pub mod dialog;
pub mod entry;
pub mod file_picker;
pub mod icon;
pub mod marked;
pub mod meter;
pub mod named;
pub mod press;
pub mod qr;
pub mod rhythm;
pub mod rhythm_line;
pub mod scene;
pub mod scroller;
pub mod text_field;
pub mod toast;
pub mod trade_choice;
pub mod windowed;
