//! How amounts go into a cache and come out of it: exact decimals as their sixteen bytes, units of time by their names.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal as its bytes.
#[derive(Serialize, Deserialize)]
struct Bytes([u8; 16]);

impl From<Decimal> for Bytes {
    fn from(amount: Decimal) -> Self {
        Self(amount.serialize())
    }
}

impl From<Bytes> for Decimal {
    fn from(bytes: Bytes) -> Self {
        Self::deserialize(bytes.0)
    }
}

pub mod amount {
    //! One amount.
    use super::{Bytes, Decimal, Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(amount: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        Bytes::from(*amount).serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Decimal, D::Error> {
        Bytes::deserialize(from).map(Decimal::from)
    }
}

pub mod end {
    //! An amount that may be missing.
    use super::{Bytes, Decimal, Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(amount: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        amount.map(Bytes::from).serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Bytes>::deserialize(from)?.map(Decimal::from))
    }
}

pub mod amounts {
    //! A list of amounts.
    use super::{Bytes, Decimal, Deserialize, Deserializer, Serializer};
    use crate::model::few::Few;

    pub fn serialize<S: Serializer>(amounts: &[Decimal], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(amounts.iter().map(|amount| Bytes::from(*amount)))
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Few<Decimal>, D::Error> {
        Ok(Vec::<Bytes>::deserialize(from)?.into_iter().map(Decimal::from).collect())
    }
}

pub mod length {
    //! A length of time: how much, and the name of its unit.
    use serde::de::Error;

    use super::{Bytes, Decimal, Deserialize, Deserializer, Serialize, Serializer};
    use crate::model::date::TimeUnit;

    pub fn serialize<S: Serializer>(length: &Option<(Decimal, &'static str)>, to: S) -> Result<S::Ok, S::Error> {
        length.map(|(amount, unit)| (Bytes::from(amount), unit)).serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<(Decimal, &'static str)>, D::Error> {
        let Some((amount, unit)) = Option::<(Bytes, String)>::deserialize(from)? else { return Ok(None) };
        let unit = TimeUnit::named(&unit).ok_or_else(|| D::Error::custom("no unit of time"))?;
        Ok(Some((amount.into(), unit.name())))
    }
}
