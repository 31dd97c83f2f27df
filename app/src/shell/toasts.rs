//! Short messages about what was done, in a corner, gone by themselves.

use std::sync::Arc;
use std::time::Duration;

use domain::table::Tone;
use leptos::html;
use leptos::prelude::*;

use crate::context::text;
use crate::dom::{page, timer};
use crate::ui::{IconName, icon};

/// More than this hide the page; the oldest that does not last goes.
const MOST: usize = 4;
const LIFE: Duration = Duration::from_secs(6);
/// Asked again this often while somebody reads.
const AGAIN: Duration = Duration::from_millis(1_500);

/// `Toast::ok(text).action("Undo", undo)`.
#[derive(Clone)]
pub struct Toast {
    tone: Tone,
    text: String,
    detail: Option<String>,
    /// Counted and not kept in an owner: it may outlive the page that offered it.
    action: Option<(String, Arc<dyn Fn() + Send + Sync>)>,
    lasts: bool,
}

impl Toast {
    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            detail: None,
            action: None,
            lasts: false,
        }
    }

    pub fn ok(text: impl Into<String>) -> Self {
        Self::new(Tone::Ok, text)
    }

    pub fn info(text: impl Into<String>) -> Self {
        Self::new(Tone::Info, text)
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(Tone::Warning, text)
    }

    /// Stays until it is dismissed: nobody may miss it.
    pub fn critical(text: impl Into<String>) -> Self {
        Self::new(Tone::Critical, text).lasting()
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// One thing to do about it; doing it dismisses the toast.
    #[must_use]
    pub fn action(
        mut self,
        label: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        self.action = Some((label.into(), Arc::new(run)));
        self
    }

    #[must_use]
    pub fn lasting(mut self) -> Self {
        self.lasts = true;
        self
    }
}

#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u64, Toast)>>,
    last: StoredValue<u64>,
    /// Somebody reads: nothing goes.
    held: RwSignal<bool>,
    corner: NodeRef<html::Section>,
}

impl Toasts {
    pub fn show(self, toast: Toast) {
        let Some(id) = self.last.try_update_value(|last| {
            *last += 1;
            *last
        }) else {
            return;
        };
        if let Some(corner) = self.corner.get_untracked() {
            page::raise(&corner);
        }
        let lasts = toast.lasts;
        self.shown.update(|shown| {
            shown.push((id, toast));
            make_room(shown);
        });
        if !lasts {
            self.expire(id, LIFE);
        }
    }

    pub fn dismiss(self, id: u64) {
        self.shown.update(|shown| shown.retain(|(of, _)| *of != id));
        // The pointer was over what is gone now, and will not tell that it left.
        if self.shown.with_untracked(Vec::is_empty) {
            self.held.set(false);
        }
    }

    fn expire(self, id: u64, after: Duration) {
        timer::once(after, move || {
            if self.held.get_untracked() {
                self.expire(id, AGAIN);
            } else {
                self.dismiss(id);
            }
        });
    }
}

/// The oldest that goes by itself goes early; what lasts stays, and the new one is seen.
fn make_room(shown: &mut Vec<(u64, Toast)>) {
    let older = shown.len().saturating_sub(1);
    if shown.len() > MOST
        && let Some(oldest) = shown[..older].iter().position(|(_, toast)| !toast.lasts)
    {
        shown.remove(oldest);
    }
}

/// Where to say something: `toasts().show(Toast::ok(…))`.
pub fn toasts() -> Toasts {
    use_context().unwrap_or_else(new)
}

fn new() -> Toasts {
    Toasts {
        shown: RwSignal::new(Vec::new()),
        last: StoredValue::new(0),
        held: RwSignal::new(false),
        corner: NodeRef::new(),
    }
}

pub(super) fn provide() {
    provide_context(new());
}

pub(super) fn view() -> AnyView {
    let toasts = toasts();
    Effect::new(move |_| {
        if let Some(corner) = toasts.corner.get() {
            page::raise(&corner);
        }
    });
    view! {
        <section
            node_ref=toasts.corner
            class="toasts"
            popover="manual"
            aria-label=text(|c| c.shell.notifications)
            aria-live="polite"
            on:pointerenter=move |_| toasts.held.set(true)
            on:pointerleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            <For each=move || toasts.shown.get() key=|(id, _)| *id children=move |(id, toast)| {
                one(toasts, id, toast)
            } />
        </section>
    }
    .into_any()
}

fn one(toasts: Toasts, id: u64, toast: Toast) -> AnyView {
    let Toast {
        tone,
        text: words,
        detail,
        action,
        ..
    } = toast;
    let role = (tone == Tone::Critical).then_some("alert");
    view! {
        <div class="toast" role=role data-tone=tone.as_str()>
            {icon(mark(tone))} <div class="toast-words">
                <p class="toast-text">{words}</p>
                {detail.map(|detail| view! { <p class="toast-detail">{detail}</p> })}
            </div>
            {action
                .map(|(label, run)| {
                    view! {
                        <button
                            type="button"
                            class="toast-action"
                            on:click=move |_| {
                                toasts.dismiss(id);
                                run();
                            }
                        >
                            {label}
                        </button>
                    }
                })}
            <button
                type="button"
                class="toast-close"
                aria-label=text(|c| c.shell.dismiss)
                on:click=move |_| toasts.dismiss(id)
            >
                {icon(IconName::X)}
            </button>
        </div>
    }
    .into_any()
}

fn mark(tone: Tone) -> IconName {
    match tone {
        Tone::Ok => IconName::Ok,
        Tone::Warning => IconName::Warning,
        Tone::Critical => IconName::Critical,
        Tone::Unknown => IconName::Unknown,
        Tone::Neutral | Tone::Accent | Tone::Info => IconName::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_not_pushed_out() {
        let mut shown = Vec::new();
        let kinds: [fn(&'static str) -> Toast; 2] = [Toast::critical, Toast::ok];
        for (id, kind) in [0, 1, 0, 1, 0, 0, 0, 1, 1].into_iter().enumerate() {
            shown.push((id as u64, kinds[kind]("said")));
            make_room(&mut shown);
        }
        let ids: Vec<u64> = shown.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [0, 2, 4, 5, 6, 8]);
    }
}
