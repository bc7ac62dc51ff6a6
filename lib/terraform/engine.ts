/**
 * The only import of the Terraform engine. Its successor, cdktn, has the same interface. Moving takes an alias in
 * `package.json`, `"cdktf": "npm:cdktn@…"`, and an override, `"overrides": { "cdktf": "$cdktf" }`, for the bindings, which
 * ask for the old name's versions.
 */
export * from 'cdktf';
