/**
 * The only import of the Terraform engine. Its successor, cdktn, has the same interface: an alias of the package name in
 * `package.json`, `"cdktf": "npm:cdktn@…"`, is all that moving takes.
 */
export * from 'cdktf';
