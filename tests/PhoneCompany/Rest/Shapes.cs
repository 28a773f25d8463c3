using System.Globalization;

namespace PhoneCompany.Rest;

/// <summary>How Twilio writes things down: nearly everything a nullable string, dates in RFC 2822, lists in pages with relative addresses.</summary>
internal static class Shapes
{
    public static string? Date(DateTimeOffset? utc) =>
        utc?.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public static Dictionary<string, object?> Page<T>(
        PhoneNetwork network, Form form, string resource, string key, IReadOnlyList<T> items, Func<T, object> shape)
    {
        var size = form.Number("PageSize", 50);
        var page = form.Number("Page", 0);
        var shown = items.Skip(page * size).Take(size).Select(shape).ToList();
        var root = $"/2010-04-01/Accounts/{network.Options.AccountSid}/{resource}.json";
        var start = page * size;
        return new Dictionary<string, object?>
        {
            [key] = shown,
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = start,
            ["end"] = shown.Count == 0 ? start : start + shown.Count - 1,
            ["uri"] = Address(page),
            ["first_page_uri"] = Address(0),
            ["next_page_uri"] = items.Count > start + size ? Address(page + 1) : null,
            ["previous_page_uri"] = page > 0 ? Address(page - 1) : null,
        };

        string Address(int number)
        {
            var query = form.Query(("PageSize", size.ToString(CultureInfo.InvariantCulture)), ("Page", number.ToString(CultureInfo.InvariantCulture)));
            return $"{root}?{query}";
        }
    }
}
