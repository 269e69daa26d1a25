/** Where our tables are, and as whom the service reads and writes them: a role that owns nothing and cannot log in by itself. */
export const schemaName = 'orchestrator';
export const serviceRole = 'claude_orchestrator_service';
