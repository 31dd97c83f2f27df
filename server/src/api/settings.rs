//! How the earlier system names services, and its sites, as far as its documents are there.

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::{Actor, Permission};
use engine::sites::OldSite;
use serde::Serialize;
use utoipa::ToSchema;

use crate::errors::Failure;
use crate::state::Shared;

#[derive(Serialize, ToSchema)]
#[schema(as = NamingConfig)]
pub(crate) struct Naming {
    /// False while nobody could read them: then these are the defaults
    success: bool,
    /// option1 or option2
    #[schema(example = "option2")]
    naming_strategy: String,
    suffix_enabled: bool,
    default_site: Option<String>,
    /// Since the sites were read
    age_seconds: Option<u64>,
}

/// How services are named
#[utoipa::path(get, path = "/api/v1/settings/naming-config", tag = "config", responses(
    (status = 200, description = "As it was last read", body = Naming)))]
pub(crate) async fn naming(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Naming>, Failure> {
    Ok(Json(read(&app, &actor)?.0))
}

#[derive(Serialize, ToSchema)]
#[schema(as = SitesConfig)]
pub(crate) struct Sites {
    success: bool,
    sites: Vec<Site>,
    naming: Naming,
    default_site: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SiteConfig)]
pub(crate) struct Site {
    code: String,
    name: String,
    color: String,
    is_default: bool,
}

/// The sites
#[utoipa::path(get, path = "/api/v1/settings/sites-config", tag = "config", responses(
    (status = 200, description = "As they were last read", body = Sites)))]
pub(crate) async fn sites(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Sites>, Failure> {
    let (naming, sites) = read(&app, &actor)?;
    let default = naming.default_site.clone();
    let site = |site: OldSite| Site {
        // One is, whatever was marked.
        is_default: default.as_ref() == Some(&site.code),
        code: site.code,
        name: site.name,
        color: site.color,
    };
    Ok(Json(Sites {
        success: naming.success,
        sites: sites.into_iter().map(site).collect(),
        default_site: default.clone(),
        naming,
    }))
}

fn read(app: &Shared, actor: &Actor) -> Result<(Naming, Vec<OldSite>), Failure> {
    actor.require(Permission::ViewPages)?;
    let names = &app.engine.store()?.site_names;
    let found = names.old();
    let known = found.as_deref().cloned().unwrap_or_default();
    let naming = Naming {
        success: found.is_some(),
        default_site: known.default_site().map(str::to_owned),
        naming_strategy: known.strategy,
        suffix_enabled: known.suffix_enabled,
        age_seconds: names.age().map(|age| age.as_secs()),
    };
    Ok((naming, known.sites))
}
