import { isProblem, readConstructor, readHandler, readParameters } from '../../../src/di';
// The order of these imports is the point: `left` is half loaded when `right` reads it.
import { Greeter, Right, RightModule } from './circular/left';
import { Reader } from './circular/right';
import { graphOf, told } from './fixtures';

describe('files that import each other', () => {
  it('leave a constructor without its class, which is said with the cause', () => {
    expect(told([readConstructor(Right)[0]?.problem])).toMatch(
      /^- Argument 0 "left" of the constructor of Right asks for something that was undefined when the file was loaded: the two files import each other\. \(DI_ARGUMENT_UNDEFINED\)\n {4}at Right\.constructor, argument "left" \(.*circular\/right\.ts:\d+\)\n {4}Try: break the circular import/,
    );
  });

  it('leave a method without its class', () => {
    expect(readParameters(Reader, 'read', 1)[0]?.problem).toMatchObject({ code: 'DI_ARGUMENT_UNDEFINED' });
  });

  it('harm only the file that is loaded too early', () => {
    expect(isProblem(readHandler(Greeter))).toBe(false);
    expect(readParameters(Greeter, 'greet', 1)[0]?.token).toBe(Right);
  });

  it('leave holes in the lists of a module', () => {
    const said = told(graphOf({ alpha: { modules: [RightModule] } }).check());
    expect(said).toMatch(/Entry 1 of `providers` in RightModule \(.*circular\/right\.ts:\d+\) is undefined/);
    expect(said).toMatch(/Entry 0 of `handlers` in RightModule/);
  });
});

it('a class that came by `import type` is told from one that did not', () => {
  expect(told([readConstructor(Right)[1]?.problem])).toMatch(
    /Argument 1 "diary" of the constructor of Right has no class to inject: its class came by `import type`[^]*\(DI_ARGUMENT_FUNCTION\)[^]*Try: write `import \{ … \}` without `type`/,
  );
});
