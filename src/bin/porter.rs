//! Starts the porter; everything else is the library.

fn main() {
    huitou::porter::serve::start();
}
