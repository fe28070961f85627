/** What the system says of a file that is to be written, in words. */

const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write it',
  EPERM: 'no permission to write it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ELOOP: 'a symbolic link; it is not followed',
  ENOENT: 'it is gone',
  EBUSY: 'it is in use',
};

/** Undefined where there is no code: that is no error of the system. */
export function fileProblem(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (PROBLEMS[code] ?? `the system says ${code}`);
}
