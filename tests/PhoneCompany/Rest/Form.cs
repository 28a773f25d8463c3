using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PhoneCompany.Faults;

namespace PhoneCompany.Rest;

/// <summary>What a parameter may be, and the code Twilio refuses other values with.</summary>
internal sealed record Parameter(Func<string, bool> Check, int Code = 20001, bool Repeats = false)
{
    public static readonly Parameter Text = new(_ => true);
    public static readonly Parameter Bool = new(value => value is "true" or "false" or "True" or "False");
    public static readonly Parameter Method = new(value => value is "GET" or "POST");
    public static readonly Parameter Url = new(Form.IsUrl, 21205);
    public static readonly Parameter UrlOrEmpty = new(value => value.Length == 0 || Form.IsUrl(value), 21205);
    public static readonly Parameter PageSize = Whole(1, 1000);
    public static readonly Parameter Date = new(value =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));

    public static Parameter Whole(int least, int most, int code = 20001) => new(
        value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most,
        code);

    public static Parameter OneOf(params string[] values) => new(values.Contains);

    /// <summary>Given by repeating the key, never as one value with blanks.</summary>
    public static Parameter ManyOf(params string[] values) => new(values.Contains, Repeats: true);

    public static Parameter Longest(int most, int code = 20001) => new(value => value.Length <= most, code);
}

/// <summary>The parameters of one request, checked against the resource's list: Twilio's documentation is that list, and nothing else passes.</summary>
internal sealed partial class Form(RestRequest request, PhoneNetwork network)
{
    [GeneratedRegex(@"^\+[1-9]\d{6,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex E164 { get; }

    public string? this[string name] => request[name];

    public static bool IsE164(string value) => E164.IsMatch(value);

    public static bool IsUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
        && !uri.Host.Contains('_', StringComparison.Ordinal);

    public static Dictionary<string, Parameter> ForList(params (string Name, Parameter Check)[] filters)
    {
        var table = filters.ToDictionary(filter => filter.Name, filter => filter.Check);
        table["PageSize"] = Parameter.PageSize;
        table["Page"] = Parameter.Whole(0, 1_000_000);
        table["PageToken"] = Parameter.Text;
        return table;
    }

    public void Check(IReadOnlyDictionary<string, Parameter> table)
    {
        foreach (var group in request.Parameters.GroupBy(pair => pair.Key))
        {
            if (!table.TryGetValue(group.Key, out var parameter))
            {
                network.Violate($"{request.Method} {request.Resource} has no parameter {group.Key}.");
                throw RestErrorException.Bad(20001, $"Unknown parameter {group.Key}");
            }

            if (!parameter.Repeats && group.Count() > 1)
            {
                network.Violate($"{request.Method} {request.Resource} gives {group.Key} more than once.");
            }

            if (group.FirstOrDefault(pair => !parameter.Check(pair.Value)) is { Key: not null } bad)
            {
                network.Violate($"{request.Method} {request.Resource}: {bad.Key}={bad.Value} is not a value it takes.");
                throw RestErrorException.Bad(parameter.Code, $"Invalid value for {bad.Key}");
            }
        }
    }

    public bool Has(string name) => request[name] is not null;

    public bool Flag(string name, bool otherwise) => request[name] is { } value ? value is "true" or "True" : otherwise;

    public TimeSpan? Seconds(string name) =>
        request[name] is { } value ? TimeSpan.FromSeconds(int.Parse(value, CultureInfo.InvariantCulture)) : null;

    public int Number(string name, int otherwise) => request[name] is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public IReadOnlyList<string> All(string name) => [.. request.Parameters.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    /// <summary>The request's own query, with these parameters in place of its values for them.</summary>
    public string Query(params (string Name, string Value)[] replaced) => string.Join('&', request.Parameters
        .Where(pair => replaced.All(other => other.Name != pair.Key))
        .Concat(replaced.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value)))
        .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    public static List<KeyValuePair<string, string>> Decode(string encoded) =>
    [
        .. encoded.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            new KeyValuePair<string, string>(WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "")),
    ];
}
