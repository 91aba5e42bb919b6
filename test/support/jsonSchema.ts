type Json = Record<string, unknown>;

/** A valibot schema seen from outside: enough of its fields to walk it. */
interface Node {
  readonly kind: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The JSON Schema (draft 2020-12) that accepts what a valibot schema accepts, for the kinds of schema that this program uses. */
export function jsonSchema(schema: unknown, id: string): Json {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", $id: id, ...convert(schema) };
}

function convert(schema: unknown): Json {
  const node = schema as Node;
  const [inner, ...actions] = (node.pipe as Node[] | undefined) ?? [node];
  return Object.assign(base(inner!), ...actions.map(constraint));
}

function base(node: Node): Json {
  switch (node.type) {
    case "string":
    case "number":
    case "boolean":
      return { type: node.type };
    case "literal":
      return { const: node.literal };
    case "picklist":
      return { enum: node.options };
    case "array":
      return { type: "array", items: convert(node.item) };
    case "tuple": {
      const items = (node.items as Node[]).map(convert);
      return { type: "array", prefixItems: items, minItems: items.length, maxItems: items.length };
    }
    case "record":
      return {
        type: "object",
        propertyNames: convert(node.key),
        additionalProperties: convert(node.value),
      };
    case "union":
    case "variant":
      return { anyOf: (node.options as unknown[]).map(convert) };
    case "nullable":
      return { anyOf: [convert(node.wrapped), { type: "null" }] };
    case "strict_object":
      return object(node.entries as Record<string, Node>);
    case "object":
    case "loose_object": {
      const { additionalProperties: _, ...open } = object(node.entries as Record<string, Node>);
      return open;
    }
    default:
      throw new Error(`No JSON Schema for ${node.type}`);
  }
}

function object(entries: Record<string, Node>): Json {
  const isAbsent = (entry: Node) => (entry.wrapped as Node | undefined)?.type === "undefined";
  const present = Object.entries(entries).filter(([, entry]) => !isAbsent(entry));
  const isOptional = (entry: Node) => entry.type === "exact_optional";
  return {
    type: "object",
    properties: Object.fromEntries(
      present.map(([key, entry]) => [key, convert(isOptional(entry) ? entry.wrapped : entry)]),
    ),
    required: present.filter(([, entry]) => !isOptional(entry)).map(([key]) => key),
    additionalProperties: false,
  };
}

function constraint(action: Node): Json {
  switch (action.type) {
    case "title":
      return { title: action.title };
    case "description":
      return { description: action.description };
    case "finite":
      return {};
    case "integer":
      return { type: "integer" };
    case "gt_value":
      return { exclusiveMinimum: action.requirement };
    case "min_value":
      return { minimum: action.requirement };
    case "max_value":
      return { maximum: action.requirement };
    case "min_length":
      return { minItems: action.requirement };
    case "non_empty":
      return { minLength: 1 };
    case "regex":
      return { pattern: (action.requirement as RegExp).source };
    case "iso_timestamp":
      return { format: "date-time" };
    case "iso_date":
      return { format: "date" };
    default:
      throw new Error(`No JSON Schema for ${action.type}`);
  }
}
