/** Reading a command's arguments: options by name, the rest in order, and `--help`. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SegueError } from '@/lib/base/errors';

/** What a command says about itself; `run` is a thin shell over lib. */
export interface Command {
  /** The full text of `--help`. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run(args: Arguments): Promise<void>;
}

/** Parsed arguments with the questions that commands ask of them. */
export class Arguments {
  constructor(
    private readonly values: Record<string, unknown>,
    readonly positionals: string[],
  ) {}

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws SegueError `bad-arguments` where it is absent or empty */
  requiredText(name: string): string {
    const value = this.text(name);
    if (!value) throw new SegueError('bad-arguments', `Please give --${name}. See --help.`);
    return value;
  }

  /** A whole number that is at least 0. */
  wholeNumber(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (!/^\d{1,9}$/.test(value)) {
      throw new SegueError('bad-arguments', `--${name} takes a whole number, not "${value}".`);
    }
    return Number(value);
  }

  /** @throws SegueError `bad-arguments` where there are more or fewer than the names */
  exactly<const Names extends readonly string[]>(...names: Names): { [I in keyof Names]: string } {
    if (this.positionals.length !== names.length) {
      throw new SegueError(
        'bad-arguments',
        `Please give ${names.join(' and ')} (${this.positionals.length} given). See --help.`,
      );
    }
    return this.positionals as unknown as { [I in keyof Names]: string };
  }
}

/** @throws SegueError `bad-arguments` for an option that the command does not know */
export function parseArguments(name: string, command: Command, argv: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return new Arguments(values, positionals);
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new SegueError('bad-arguments', `${detail} See: segue ${name} --help`);
  }
}
