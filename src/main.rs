//! gormil
fn main() {}
