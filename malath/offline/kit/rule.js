// The published rule, as malath/screening/rules.py has it: both are tried with the same vectors. A result is never a verdict.
export const isPositive = ({ strong, medium, weak }) =>
  strong >= 2 || (strong >= 1 && medium + weak >= 1) || medium >= 3 || (medium >= 2 && weak >= 1);

const NAMES = { s: "strong", m: "medium", w: "weak" };
const PROFILES = ["adult_labour", "child_labour", "adult_sexual", "child_sexual"];

// `signs`: [code, dimension, text, strengths]: one letter for each profile, "-" where the list of the profile has none.
export function result(profile, answers, signs, urgent = false, purpose = "") {
  const place = PROFILES.indexOf(profile);
  const dimensions = {};
  let notAsked = 0;
  for (const [code, dimension, , strengths] of signs) {
    const strength = NAMES[strengths[place]];
    if (!strength) continue;
    const counted = (dimensions[dimension] ??= { strong: 0, medium: 0, weak: 0, found: [] });
    const answer = answers[code] ?? "not_asked";
    if (answer === "not_asked") notAsked += 1;
    if (answer !== "present") continue;
    counted[strength] += 1;
    counted.found.push([code, strength]);
  }
  for (const one of Object.values(dimensions)) one.positive = isPositive(one);
  const means = Object.entries(dimensions).some(([name, one]) => name !== "EX" && one.positive);
  const exploited = Boolean(dimensions.EX?.positive);
  const strong = Object.values(dimensions).some((one) => one.strong > 0);
  const flagged = profile.startsWith("child") ? exploited || strong || urgent : exploited && means;
  return { dimensions, notAsked, flagged: flagged || Boolean(purpose), byPurpose: Boolean(purpose) };
}
