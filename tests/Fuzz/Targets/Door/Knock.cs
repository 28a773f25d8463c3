using System.Text;
using Fuzz.Engine;
using Fuzz.Inputs;
using Scenarios.Support;

namespace Fuzz.Targets.Door;

/// <summary>One request at the door.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Raw">Bytes to be changed in the body: where and to what.</param>
/// <param name="Wait">Seconds that pass before it.</param>
public sealed record Knock(string Target, IReadOnlyList<(string Name, string Value)> Form, IReadOnlyList<(int At, byte With)> Raw, double Wait, string Method, string? Type)
{
    public const string FormType = "application/x-www-form-urlencoded";

    public string Url => Instance.BaseUrl + Target;

    /// <summary>It comes as the phone company's do, and its signature decides.</summary>
    public bool IsWebhook => Method == "POST" && Type?.StartsWith(FormType, StringComparison.Ordinal) == true;

    public byte[] Body()
    {
        var body = Encoding.ASCII.GetBytes(string.Join('&', Form.Select(f => Uri.EscapeDataString(Whole(f.Name)) + "=" + Uri.EscapeDataString(Whole(f.Value)))));
        foreach (var (at, with) in Raw.Where(_ => body.Length > 0))
        {
            body[at % body.Length] = with;
        }

        return body;
    }

    public IEnumerable<Knock> Smaller()
    {
        if (Raw.Count > 0)
        {
            yield return this with { Raw = [] };
        }

        if (Wait > 0)
        {
            yield return this with { Wait = 0 };
        }

        foreach (var form in Form.Shorter())
        {
            yield return this with { Form = form };
        }

        foreach (var form in Form.WithSmaller(f => f.Value.Shorter().Select(v => (f.Name, v))))
        {
            yield return this with { Form = form };
        }
    }

    public string Show() =>
        $"+{Wait} s {Method} {Escaped.Literal(Target)} {Type} {string.Join(' ', Form.Select(f => $"{Escaped.Literal(f.Name)}={Escaped.Literal(f.Value)}"))} {string.Join(' ', Raw)}";

    /// <summary>Half of a surrogate pair cannot go over a wire: what stands for it does.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
