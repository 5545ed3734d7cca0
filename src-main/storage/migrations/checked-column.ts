/** A value of a run's checks as a column, which no index holds yet. Null where they are missing or broken. Migrations that workspaces have been through say it: it stays as it is. */
export const checkedColumn = (name: string, type: 'REAL' | 'TEXT', json: string): string => `
  ALTER TABLE runs ADD COLUMN ${name} ${type} GENERATED ALWAYS AS (
    CASE WHEN NOT json_valid(hypotheses) THEN NULL
         WHEN json_type(hypotheses, '$.${json}') IN (${type === 'REAL' ? "'real', 'integer'" : "'text'"})
         THEN hypotheses ->> '$.${json}' END
  ) VIRTUAL;
`;
