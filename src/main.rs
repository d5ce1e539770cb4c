//! Starts the page; everything else is the library.

fn main() {
    huitou::ui::start();
}
