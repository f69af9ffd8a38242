/** The part of fs-native-extensions we use; the package has no types of its own. */
declare module 'fs-native-extensions' {
  export function tryLock(fileDescriptor: number): boolean;
}
