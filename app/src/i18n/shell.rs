//! Texts of the frame around every page.

pub struct ShellTexts {
    pub product: &'static str,
    pub skip_to_content: &'static str,
}

pub(super) const PT_BR: ShellTexts = ShellTexts {
    product: "Skills Eye",
    skip_to_content: "Ir para o conteúdo",
};

pub(super) const EN: ShellTexts = ShellTexts {
    product: "Skills Eye",
    skip_to_content: "Skip to content",
};
