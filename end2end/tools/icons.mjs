// Writes public/icons.svg: the symbols of the icons named in app/src/ui/icon.rs.
//
//   npm ci --prefix end2end
//   node end2end/tools/icons.mjs [folder of lucide-static]

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const lucide = process.argv[2] ?? join(here, "..", "node_modules", "lucide-static");

const { version } = JSON.parse(readFileSync(join(lucide, "package.json"), "utf8"));
const list = readFileSync(join(root, "app/src/ui/icon.rs"), "utf8");
const names = [...list.matchAll(/^ {4}\w+ = "([a-z0-9-]+)",$/gm)].map((match) => match[1]);

const symbols = [...new Set(names)].sort().map((name) => {
  const source = readFileSync(join(lucide, "icons", `${name}.svg`), "utf8");
  const body = source
    .replace(/<!--.*?-->/gs, "")
    .replace(/<\/?svg[^>]*>/gs, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/\s+\/>/g, "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
});

const licence = `Icons of Lucide ${version} (https://lucide.dev).
ISC License. Copyright (c) Lucide Icons and Contributors.
Some are derived from Feather: MIT License, copyright (c) 2013-present Cole Bemis.
The texts of both: public/icons.LICENSE.txt`;

writeFileSync(
  join(root, "public/icons.svg"),
  `<!--\n${licence}\n-->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
);
writeFileSync(
  join(root, "public/icons.LICENSE.txt"),
  readFileSync(join(lucide, "LICENSE"), "utf8"),
);
console.log(`${symbols.length} icons`);
