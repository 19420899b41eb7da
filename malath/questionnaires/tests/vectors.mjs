// Runs vectors.json, given on standard input, through the twin of the page, and prints what each comes to.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Look, asText, evaluate } = await import(pathToFileURL(process.argv[2]));
const { moment, form, formulas, looks } = JSON.parse(readFileSync(0, "utf8"));
const choice = (code) => form.lists.l.find((one) => one.code === code);

console.log(
  JSON.stringify({
    formulas: formulas.map((one) => {
      const look = new Look(form, one.answers, moment);
      return asText(evaluate(one.tree, look.here(one.key, choice(one.choice))));
    }),
    looks: looks.map((one) => {
      const { asked, values } = new Look(form, one.answers, moment);
      return { asked, values };
    }),
  }),
);
