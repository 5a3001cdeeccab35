//! Name tags: what a webinar with session branding shows at the pictures of its panelists.
//! See <https://developers.zoom.us/docs/api/meetings/#tag/webinars> (branding).

use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::open::Extra;

/// The name tags of one webinar, which needs `enable_session_branding`.
#[derive(Clone, Copy, Debug)]
pub struct NameTags<'a> {
    pub(crate) zoom: &'a Zoom,
    pub(crate) number: u64,
}

impl NameTags<'_> {
    /// All of them, with what else the webinar is branded with.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such webinar; 3000 where it cannot be branded.
    pub async fn list(&self) -> Result<Branding, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_BRANDING, self.number))
            .await
    }

    /// Adds one; a webinar has up to 20. The answer has its id. If [`Error::may_have_happened`], list before you repeat.
    ///
    /// # Errors
    /// As [`NameTags::list`]; 3000 where session branding is off, or there are enough; 300 for an invalid field.
    pub async fn add(&self, tag: &NameTag) -> Result<NameTag, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::ADD_NAME_TAG, self.number).json(tag)?)
            .await
    }

    /// Changes one; what is absent stays.
    ///
    /// # Errors
    /// As [`NameTags::add`]; 300 if there is no such name tag.
    pub async fn update(&self, tag: &str, change: &NameTag) -> Result<(), Error> {
        let call = Call::new(&endpoint::UPDATE_NAME_TAG, self.number).part(tag);
        self.zoom.perform(&call.json(change)?).await
    }

    /// Takes those named away.
    ///
    /// # Errors
    /// As [`NameTags::list`]; 300 if one is not there; [`Error::InvalidRequest`] when none is named, which would mean all.
    pub async fn remove(&self, tags: &[&str]) -> Result<(), Error> {
        if tags.is_empty() {
            let because = "no name tag is named, and Zoom would remove all of them";
            return Err(Error::invalid_request(&endpoint::REMOVE_NAME_TAGS, because));
        }
        let call = Call::new(&endpoint::REMOVE_NAME_TAGS, self.number);
        self.zoom
            .perform(&call.query("name_tag_ids", tags.join(",")))
            .await
    }
}

/// What a webinar is branded with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Branding {
    /// Its name tags.
    #[serde(default)]
    pub name_tags: Vec<NameTag>,
    /// Fields that this crate does not name, such as `wallpaper`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A name tag, as it is asked for and as Zoom answers it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NameTag {
    /// Zoom gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Up to 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Six hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_color: Option<String>,
    /// Six hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent_color: Option<String>,
    /// Six hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// Whether new panelists have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
