//! Has the rules embedded anew when they change.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
