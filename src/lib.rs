//! gormil
