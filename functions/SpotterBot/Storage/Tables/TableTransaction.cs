using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

public enum TableTransactionActionType
{
    Add,
    UpdateMerge,
    UpdateReplace,
    Delete,
}

/// <summary>One write of a batch.</summary>
public sealed class TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;

    public TableEntity Entity { get; } = entity;

    /// <summary>What must stand there; none for an add.</summary>
    public ETag ETag { get; } = etag;

    internal EntityRequest ToRequest(string table) => ActionType switch
    {
        TableTransactionActionType.Add => EntityRequest.Add(table, Entity),
        TableTransactionActionType.UpdateMerge => EntityRequest.Update(table, Entity, ETag, TableUpdateMode.Merge),
        TableTransactionActionType.UpdateReplace => EntityRequest.Update(table, Entity, ETag, TableUpdateMode.Replace),
        _ => EntityRequest.Delete(table, Entity.PartitionKey, Entity.RowKey, ETag),
    };
}

/// <summary>
/// Writes to one partition, done all or none, as one multipart request. Source: Microsoft, "Performing entity group transactions".
/// </summary>
internal sealed class TableBatch
{
    private const string LineEnd = "\r\n";

    private readonly string _boundary = "batch_" + Unique();

    /// <exception cref="ArgumentException">Empty, too large, across partitions, one row twice, or a row that the service does not hold.</exception>
    public TableBatch(string table, string address, IReadOnlyList<TableTransactionAction> actions)
    {
        Check(actions);
        var changeSet = "changeset_" + Unique();
        var body = new StringBuilder();
        body.Append($"--{_boundary}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n\r\n");
        foreach (var request in actions.Select(a => a.ToRequest(table)))
        {
            body.Append($"--{changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            body.Append($"{request.Method.Method} {address}{request.Path} HTTP/1.1\r\n");
            body.AppendJoin(LineEnd, HeadersOf(request)).Append("\r\n\r\n");
            body.Append(request.Body is null ? "" : Encoding.ASCII.GetString(request.Body)).Append(LineEnd);
        }

        body.Append($"--{changeSet}--\r\n--{_boundary}--\r\n");
        if (body.Length > TableLimits.BatchBytesMost)
        {
            throw new ArgumentException($"A batch has at most {TableLimits.BatchBytesMost} bytes; this one has {body.Length}.", nameof(actions));
        }

        Body = Encoding.ASCII.GetBytes(body.ToString());
    }

    public string ContentType => $"multipart/mixed; boundary={_boundary}";

    public byte[] Body { get; }

    /// <summary>The answers in it: one for each action, or a single one that says which failed.</summary>
    public static IReadOnlyList<Response> Answers(Response response) =>
        [.. response.Content.ToString().Split("HTTP/1.1 ").Skip(1).Select(part => new BatchedResponse(part))];

    private static IEnumerable<string> HeadersOf(EntityRequest request)
    {
        yield return "Accept: application/json;odata=minimalmetadata";
        yield return "DataServiceVersion: 3.0";
        if (request.IfMatch is { } tag)
        {
            yield return $"If-Match: {tag}";
        }
        else
        {
            yield return "Prefer: return-no-content";
        }

        if (request.Body is not null)
        {
            yield return "Content-Type: application/json";
        }
    }

    private static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > TableLimits.ActionsMost)
        {
            throw new ArgumentException($"A batch has 1 to {TableLimits.ActionsMost} actions.", nameof(actions));
        }

        if (actions.Any(a => a.Entity.PartitionKey != actions[0].Entity.PartitionKey))
        {
            throw new ArgumentException("A batch stays in one partition.", nameof(actions));
        }

        if (actions.DistinctBy(a => a.Entity.RowKey).Count() < actions.Count)
        {
            throw new ArgumentException("A batch writes each row once.", nameof(actions));
        }
    }

    private static string Unique() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>One answer of a batch: "204 No Content", its headers, an empty line, and what there is of a body up to the next boundary.</summary>
    private sealed class BatchedResponse : Response
    {
        private readonly ImmutableDictionary<string, string> _headers;

        public BatchedResponse(string part)
        {
            var (head, body) = Cut(part, "\r\n\r\n");
            var lines = head.Split(LineEnd);
            var (status, reason) = Cut(lines[0], " ");
            Status = int.Parse(status, CultureInfo.InvariantCulture);
            ReasonPhrase = reason;
            _headers = lines.Skip(1).Select(l => Cut(l, ":")).ToImmutableDictionary(h => h.Item1, h => h.Item2.Trim(), StringComparer.OrdinalIgnoreCase);
            ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(Cut(body, "\r\n--").Item1));
        }

        public override int Status { get; }

        public override string ReasonPhrase { get; }

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override bool IsError => Status >= 400;

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = _headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }

        protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(h => new HttpHeader(h.Key, h.Value));

        private static (string, string) Cut(string text, string at)
        {
            var index = text.IndexOf(at, StringComparison.Ordinal);
            return index < 0 ? (text, "") : (text[..index], text[(index + at.Length)..]);
        }
    }
}
