/** Error codes of injection: what `check()` reports before anything starts, and what starting and asking can run into. */
import { type ErrorCodes } from '../errors';

export const diErrorCodes = {
  DI_ARGUMENT_OBJECT:
    'An argument’s type is an interface, a union or a generic: at run time it says nothing about what to inject.',
  DI_ARGUMENT_FUNCTION:
    'An argument’s class was imported with `import type` (or is a function type), so it is gone at run time.',
  DI_ARGUMENT_UNDEFINED:
    'An argument’s class, or the token named for it, was undefined when its file was loaded: a circular import.',
  DI_ARGUMENT_PRIMITIVE: 'An argument is a string, a number or the like, and no token says which.',
  DI_NO_METADATA: 'The compiler wrote nothing about a decorated method’s or class’s parameters.',
  DI_TSYRINGE_FEATURE:
    'An argument uses a feature of tsyringe that the graph does not resolve: injectAll, a transform or delay.',
  DI_UNDECORATED: 'A class has constructor parameters and no decorator, so they would all be undefined.',
  DI_INHERITED_CONSTRUCTOR: 'A class inherits a constructor whose parameters nothing is known about.',
  DI_MISSING_PROVIDER: 'Nothing provides what an argument asks for, in the scope it lives in.',
  DI_HUB_NEEDS_GROUP: 'Something that all groups share needs something that each group has of its own.',
  DI_OUTLIVES_INVOCATION: 'Something that outlives a call needs something that each call has of its own.',
  DI_INVOCATION_SCOPE: 'A scope is said of something that cannot have it.',
  DI_CYCLE: 'Providers need each other in a circle.',
  DI_DUPLICATE_PROVIDER: 'One token is provided more than once in one scope.',
  DI_BUILT_IN: 'A provider stands for a token that the framework itself provides and that cannot be replaced.',
  DI_PROVIDER_SHAPE: 'A provider is not made right.',
  DI_UNDEFINED_ENTRY: 'A list of modules, handlers or providers holds undefined: a circular import.',
  DI_HANDLER_UNDECORATED: 'A class is listed as a handler and has no @Handler().',
  DI_MODULE_UNDECORATED: 'A class is listed as a module and has no @Module().',
  DI_NOT_AN_EVENT: '@On, @Once or @Needs names something that is no event class, or none can be told from parameter 0.',
  DI_NOT_CATCHABLE: '@Catch names something that is no class of errors, or a method that its class does not have.',
  DI_EVENT_TWICE: 'One method listens to the same event twice.',
  DI_STATIC_METHOD: 'A decorator for methods of instances stands on a static method.',
  DI_NOT_A_METHOD: 'A decorator for methods stands on a field or an accessor.',
  DI_INJECT_ON_FIELD: '@Inject stands on a field: only parameters are injected.',
  DI_OVERRIDE_UNDECORATED:
    'A method overrides a decorated one, asks for more than that, and has no decorator of its own.',
  DI_STANDARD_DECORATORS:
    'A decorator was applied the standard way: the compiler runs without `experimentalDecorators`.',
  DI_CONSTRUCTOR_FAILED: 'The constructor of a provider or handler threw.',
  DI_FACTORY_FAILED: 'A factory threw or rejected.',
  DI_FACTORY_LATE: 'A factory’s promise did not settle in time.',
  DI_HOOK_FAILED: 'onInit threw or rejected.',
  DI_HOOK_LATE: 'onInit, onReady, onShutdown or a dispose method did not end in time.',
  DI_UNKNOWN_TOKEN: 'An injector was asked for something that nothing provides in its scope.',
  DI_OUTSIDE_INVOCATION: 'Something that each call has of its own was asked for outside of a call.',
  DI_OTHER_CALL: 'A provider of a call needs an event or a context that the call does not have.',
  DI_MUST_WAIT: 'A call’s provider that takes time to make was asked for where nobody waits.',
  DI_CLOSED: 'An injector, or the whole graph, was used after it had been closed.',
  DI_GROUP_TWICE: 'A group’s name is taken.',
  DI_UNKNOWN_GROUP: 'No group has this name.',
} as const satisfies ErrorCodes;

/** Code of a problem or error of this room. */
export type DiErrorCode = keyof typeof diErrorCodes;
