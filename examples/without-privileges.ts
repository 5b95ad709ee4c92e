/**
 * The security context of a container that gives up all privileges, as a manifest has it.
 */
export const WITHOUT_PRIVILEGES = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
