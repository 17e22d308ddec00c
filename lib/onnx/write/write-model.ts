/**
 * Writes a model as an ONNX file. Source: onnx.proto (field numbers, types); a model that is written here
 * uses whatever operators its opsets define.
 */
import {
  bytesField,
  type Field,
  floatField,
  floatsField,
  integerField,
  integersField,
  littleEndianFloats,
  littleEndianIntegers,
  message,
} from './protobuf';

export type ElementType = 'float32' | 'int64';

/** What goes in or comes out; a dimension with a name instead of a size may be of any length. */
export interface ValueInfo {
  name: string;
  type: ElementType;
  dims: readonly (number | string)[];
}

/** A constant, in row-major order; as many values as the dimensions' product. */
export interface Tensor {
  type: ElementType;
  dims: readonly number[];
  values: ArrayLike<number>;
}

/** One attribute of a node, by the kind that its operator's description names. */
export type Attribute =
  | { float: number }
  | { int: number }
  | { string: string }
  | { tensor: Tensor }
  | { floats: ArrayLike<number> }
  | { ints: readonly number[] }
  | { strings: readonly string[] };

export interface Node {
  operator: string;
  /** An input left out is ''. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
  /** Where the operator is defined, `ai.onnx.ml` for instance; the standard's own domain if left out. */
  domain?: string;
}

export interface OnnxGraph {
  name: string;
  inputs: readonly ValueInfo[];
  outputs: readonly ValueInfo[];
  /** In an order in which each node's inputs are there before it. */
  nodes: readonly Node[];
  /** Constants by name. */
  initializers?: Readonly<Record<string, Tensor>>;
  /** Versions of the operator sets by domain; '' is the standard's own. */
  opsets: Readonly<Record<string, number>>;
  /** Free texts that travel with the model. */
  metadata?: Readonly<Record<string, string>>;
}

const MODEL = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadata: 14 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  floats: 7,
  ints: 8,
  strings: 9,
  type: 20,
} as const;
const ATTRIBUTE_TYPES = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const;
const VALUE_INFO = { name: 1, type: 2 } as const;
const TYPE = { tensorType: 1 } as const;
const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
const SHAPE = { dimension: 1 } as const;
const DIMENSION = { size: 1, parameter: 2 } as const;
const DATA_TYPES: Record<ElementType, number> = { float32: 1, int64: 7 };

/** Intermediate representation 8 goes with opset 13 to 17, which every runtime in use reads. */
const IR_VERSION = 8;
const PRODUCER = 'segue';

/** The file's bytes. @throws RangeError where a tensor has not as many values as its shape says */
export function writeModel(graph: OnnxGraph): Uint8Array {
  return message([
    integerField(MODEL.irVersion, IR_VERSION),
    bytesField(MODEL.producerName, PRODUCER),
    bytesField(MODEL.graph, writeGraph(graph)),
    ...Object.entries(graph.opsets).map(([domain, version]) =>
      bytesField(
        MODEL.opsetImport,
        message([bytesField(OPSET.domain, domain), integerField(OPSET.version, version)]),
      ),
    ),
    ...Object.entries(graph.metadata ?? {}).map(([key, value]) =>
      bytesField(
        MODEL.metadata,
        message([bytesField(ENTRY.key, key), bytesField(ENTRY.value, value)]),
      ),
    ),
  ]);
}

function writeGraph({ name, nodes, inputs, outputs, initializers = {} }: OnnxGraph): Uint8Array {
  return message([
    ...nodes.map((node, index) => bytesField(GRAPH.node, writeNode(node, index))),
    bytesField(GRAPH.name, name),
    ...Object.entries(initializers).map(([tensorName, tensor]) =>
      bytesField(GRAPH.initializer, writeTensor(tensor, tensorName)),
    ),
    ...inputs.map((input) => bytesField(GRAPH.input, writeValueInfo(input))),
    ...outputs.map((output) => bytesField(GRAPH.output, writeValueInfo(output))),
  ]);
}

function writeNode(
  { operator, inputs, outputs, attributes = {}, domain }: Node,
  index: number,
): Uint8Array {
  return message([
    ...inputs.map((input) => bytesField(NODE.input, input)),
    ...outputs.map((output) => bytesField(NODE.output, output)),
    bytesField(NODE.name, `${operator}_${index}`),
    bytesField(NODE.operator, operator),
    ...Object.entries(attributes).map(([name, attribute]) =>
      bytesField(NODE.attribute, writeAttribute(name, attribute)),
    ),
    ...(domain ? [bytesField(NODE.domain, domain)] : []),
  ]);
}

function writeAttribute(name: string, attribute: Attribute): Uint8Array {
  const kind = Object.keys(attribute)[0] as keyof typeof ATTRIBUTE_TYPES;
  return message([
    bytesField(ATTRIBUTE.name, name),
    ...attributeFields(attribute),
    integerField(ATTRIBUTE.type, ATTRIBUTE_TYPES[kind]),
  ]);
}

function attributeFields(attribute: Attribute): Field[] {
  if ('float' in attribute) return [floatField(ATTRIBUTE.float, attribute.float)];
  if ('int' in attribute) return [integerField(ATTRIBUTE.int, attribute.int)];
  if ('string' in attribute) return [bytesField(ATTRIBUTE.string, attribute.string)];
  if ('tensor' in attribute) return [bytesField(ATTRIBUTE.tensor, writeTensor(attribute.tensor))];
  if ('floats' in attribute) return [floatsField(ATTRIBUTE.floats, attribute.floats)];
  if ('ints' in attribute) return [integersField(ATTRIBUTE.ints, attribute.ints)];
  return attribute.strings.map((text) => bytesField(ATTRIBUTE.strings, text));
}

function writeTensor({ type, dims, values }: Tensor, name = ''): Uint8Array {
  const count = dims.reduce((product, size) => product * size, 1);
  if (values.length !== count) {
    throw new RangeError(`tensor "${name}" has ${values.length} values for [${dims.join(', ')}]`);
  }
  return message([
    integersField(TENSOR.dims, dims),
    integerField(TENSOR.dataType, DATA_TYPES[type]),
    bytesField(TENSOR.name, name),
    bytesField(
      TENSOR.rawData,
      type === 'float32' ? littleEndianFloats(values) : littleEndianIntegers(values),
    ),
  ]);
}

function writeValueInfo({ name, type, dims }: ValueInfo): Uint8Array {
  const shape = dims.map((size) =>
    bytesField(
      SHAPE.dimension,
      typeof size === 'number'
        ? integerField(DIMENSION.size, size)
        : bytesField(DIMENSION.parameter, size),
    ),
  );
  const tensorType = message([
    integerField(TENSOR_TYPE.elementType, DATA_TYPES[type]),
    bytesField(TENSOR_TYPE.shape, message(shape)),
  ]);
  return message([
    bytesField(VALUE_INFO.name, name),
    bytesField(VALUE_INFO.type, bytesField(TYPE.tensorType, tensorType)),
  ]);
}
