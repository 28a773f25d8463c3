using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// A query, page by page. A page may be empty and still have another behind it: only a missing continuation is the end.
/// </summary>
/// <param name="send">Asks for the page with this continuation as further query parameters.</param>
internal sealed class TableQuery<T>(Func<string, CancellationToken, Task<Response>> send, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : TableEntity, new()
{
    private const string Header = "x-ms-continuation-";
    private static readonly string[] Names = ["NextPartitionKey", "NextRowKey"];

    /// <param name="continuationToken">Of an earlier page; null from the start.</param>
    /// <param name="pageSizeHint">Not heeded: the query was given its own.</param>
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var response = await send(next ?? "", CancellationToken);
            using var document = JsonDocument.Parse(response.Content);
            var rows = document.RootElement.GetProperty("value").EnumerateArray().Select(EntityJson.Read<T>).ToList();
            next = Continuation(response);
            yield return Page<T>.FromValues(rows, next, response);
        }
        while (next is not null);
    }

    /// <summary>The row key may be absent where the next page begins at a partition's start.</summary>
    private static string? Continuation(Response response)
    {
        var given = Names.Select(n => (Name: n, Value: response.Headers.TryGetValue(Header + n, out var value) ? value : null)).ToList();
        return given[0].Value is null ? null : string.Concat(given.Where(g => g.Value is not null).Select(g => $"&{g.Name}={Uri.EscapeDataString(g.Value!)}"));
    }
}

/// <summary>Values as a filter has them. Source: Microsoft, "Querying tables and entities".</summary>
internal static class FilterLiteral
{
    public static string Of(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        _ => throw new ArgumentException("A filter compares with a text, a whole number or a flag.", nameof(value)),
    };
}
