/** An ONNX file as a plain value, as far as models of trees need it. Source: onnx.proto (field numbers). */
import { bytesOf, floatsOf, integersOf, type ReadField, readFields, textsOf } from './protobuf';

export interface ReadNode {
  operator: string;
  inputs: string[];
  outputs: string[];
  attributes: Map<string, ReadAttribute>;
}

/** An attribute's value, whichever of them is filled. */
export interface ReadAttribute {
  int: number | null;
  text: string | null;
  floats: number[];
  ints: number[];
  texts: string[];
}

export interface ReadConstant {
  dims: number[];
  floats: number[];
}

export interface ReadGraph {
  inputs: ReadValueInfo[];
  outputs: ReadValueInfo[];
  nodes: ReadNode[];
  constants: Map<string, ReadConstant>;
  metadata: Record<string, string>;
}

/** A dimension without a fixed size is null. */
export interface ReadValueInfo {
  name: string;
  dims: (number | null)[];
}

/** @throws RangeError where the bytes are no ONNX model */
export function readGraph(bytes: Uint8Array): ReadGraph {
  const model = readFields(bytes);
  const [graphBytes] = bytesOf(model, 7);
  if (graphBytes === undefined) throw new RangeError('no graph in the model');
  const graph = readFields(graphBytes);
  const metadata = bytesOf(model, 14).map((entry) => {
    const fields = readFields(entry);
    return [textsOf(fields, 1)[0] ?? '', textsOf(fields, 2)[0] ?? ''] as const;
  });
  return {
    inputs: bytesOf(graph, 11).map(readValueInfo),
    outputs: bytesOf(graph, 12).map(readValueInfo),
    nodes: bytesOf(graph, 1).map(readNode),
    constants: new Map(bytesOf(graph, 5).map(readConstant)),
    metadata: Object.fromEntries(metadata),
  };
}

function readNode(bytes: Uint8Array): ReadNode {
  const fields = readFields(bytes);
  return {
    operator: textsOf(fields, 4)[0] ?? '',
    inputs: textsOf(fields, 1),
    outputs: textsOf(fields, 2),
    attributes: new Map(bytesOf(fields, 5).map(readAttribute)),
  };
}

function readAttribute(bytes: Uint8Array): [string, ReadAttribute] {
  const fields = readFields(bytes);
  const value: ReadAttribute = {
    int: integersOf(fields, 3)[0] ?? null,
    text: textsOf(fields, 4)[0] ?? null,
    floats: floatsOf(fields, 7),
    ints: integersOf(fields, 8),
    texts: textsOf(fields, 9),
  };
  return [textsOf(fields, 1)[0] ?? '', value];
}

function readConstant(bytes: Uint8Array): [string, ReadConstant] {
  const fields = readFields(bytes);
  const raw = bytesOf(fields, 9).map((value): ReadField => ({ number: 4, value }));
  const floats = floatsOf(raw.length > 0 ? raw : fields, 4);
  return [textsOf(fields, 8)[0] ?? '', { dims: integersOf(fields, 1), floats }];
}

function readValueInfo(bytes: Uint8Array): ReadValueInfo {
  const fields = readFields(bytes);
  const inner = (parent: readonly ReadField[], number: number) =>
    readFields(bytesOf(parent, number)[0] ?? new Uint8Array(0));
  const shape = inner(inner(inner(fields, 2), 1), 2);
  return {
    name: textsOf(fields, 1)[0] ?? '',
    dims: bytesOf(shape, 1).map((dimension) => integersOf(readFields(dimension), 1)[0] ?? null),
  };
}
