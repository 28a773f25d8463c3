using System.Text.RegularExpressions;
using Fuzz.Engine;
using Fuzz.Inputs;
using PhoneCompany.Time;

namespace Fuzz.Targets.Door;

/// <summary>A story, and what knocks at the door in it.</summary>
public sealed record Story(int Stage, IReadOnlyList<Knock> Knocks);

/// <summary>Knocks made of what the phone company really sends: replayed late, in other sessions, with other ids, steps, fields and bytes.</summary>
public abstract partial class DoorTarget(string name, int knocksMost) : Target<Story>(name)
{
    /// <summary>One story in so many has a knock at every route.</summary>
    private const int EverywhereEvery = 4;

    private const int MarksMost = 40;

    private static readonly string[] Routes =
    [
        "voice", "voice/again/1/1", "voice/again/9/k", "voice/lobby/keys/0", "voice/lobby/keys/-1", "voice/lobby/code/0", "voice/lobby/aid/3", "voice/lobby/same/0",
        "voice/lobby/desk/0", "voice/lobby/desk/2", "voice/lobby/1", "voice/drill/{w}/{w}", "voice/drill/{w}/{w}/{d}", "voice/leg/{s}/{l}/1/1",
        "voice/leg/{s}/{l}/1/1/silent", "voice/leg/{s}/{l}/1/1/left", "voice/leg/{s}/{l}/1/1/recorded", "voice/leg/{s}/{l}/1/1/again/2/9",
        "voice/announce/{s}/{l}/RemindPeer", "voice/waiting/RemindPeer", "voice/waiting/9999", "voice/fallback", "voice/fallback/{s}/{l}", "texts", "callbacks/call/{s}/{l}",
        "callbacks/text/{s}/a1/Caller", "callbacks/text/{s}/a1/99", "callbacks/room/{s}", "callbacks/recording/{s}/{l}/1", "callbacks/number", "callbacks/drill/{w}/{w}",
        "nothing", "",
    ];

    private static readonly IReadOnlyList<(string Route, Regex Shape)> Shapes =
        [.. Routes.Select(r => (r, new Regex($"^/api/{Piece().Replace(r, m => m.Value == "{d}" ? ".+" : "[^/]+")}\\z")))];

    /// <summary>Of the roster, nobody, and somebody who is not on it.</summary>
    private static readonly string[] Whos = ["p1", "p2", "c1", "-", "zz"];

    private static readonly string[] Marks = ["a", "p", "s", "h", "0", "1", "2", "5", "7", "9", "%2B", "%E2%98%83"];

    private static readonly string[] Fields =
    [
        "CallSid", "MessageSid", "From", "To", "Body", "Digits", "CallStatus", "MessageStatus", "ErrorCode", "StatusCallbackEvent", "SpeechResult", "Confidence", "RecordingSid",
        "RecordingStatus", "RecordingUrl", "FinishedOnKey", "SequenceNumber", "SipResponseCode", "OptOutType", "ErrorUrl", "Direction", "DialCallStatus", "AccountSid", "NumMedia",
    ];

    private static readonly string[] Values =
    [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#", "*1", "*9", "911", "hangup", "9055550124#", "completed", "in-progress", "ringing", "busy", "failed", "canceled",
        "participant-join", "participant-leave", "delivered", "undelivered", "30003", "21610", "STOP", "START", "HELP", "+19055550123", "+19055550124", "+19055550201",
        "+12895550100", "+12895550199", "+266696687", "anonymous", "", "-1", "2147483648", "NaN", "1e-9", "0.5", "603", "I'm OK", "twelve main street hamilton", "yes", "no",
        "https://spotter.example.org/api/voice/leg/x/a1/1/1", "https://elsewhere.example/",
    ];

    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);

    /// <summary>Routes of the door at which nothing has knocked as the phone company does.</summary>
    public IEnumerable<string> Untried => Routes.Except(_tried);

    protected override Story Make(Random random)
    {
        var stage = random.Next(World.Stages);
        var harvest = World.HarvestOf(stage);
        return new Story(stage, random.Next(EverywhereEvery) == 0
            ? [.. Routes.OrderBy(_ => random.Next()).Select(r => Changed(random, harvest) with { Target = Routed(random, r, harvest) })]
            : [.. Enumerable.Range(0, random.Next(1, knocksMost + 1)).Select(_ => Changed(random, harvest))]);
    }

    /// <summary>Sends it, and remembers where to.</summary>
    protected (int Status, string? Type, string Body)? Send(World world, Knock knock, string? signature)
    {
        if (knock.IsWebhook)
        {
            _tried.UnionWith(Shapes.Where(s => s.Shape.IsMatch(knock.Target)).Select(s => s.Route));
        }

        return world.Send(knock, signature);
    }

    protected override IEnumerable<Story> Smaller(Story input) =>
        input.Knocks.Shorter().Concat(input.Knocks.WithSmaller(k => k.Smaller())).Select(knocks => input with { Knocks = knocks });

    protected override string Show(Story input) => $"stage {input.Stage}\n" + string.Join('\n', input.Knocks.Select(k => k.Show()));

    private static Knock Changed(Random random, IReadOnlyList<Knock> harvest)
    {
        var knock = harvest[random.Next(harvest.Count)];
        if (random.Next(3) == 0)
        {
            knock = knock with { Target = Routed(random, Routes[random.Next(Routes.Length)], harvest) };
        }

        knock = knock with { Wait = random.Next(3) == 0 ? random.Next(20) / 2.0 : 0 };
        for (var i = random.Next(4); i > 0; i--)
        {
            knock = random.Next(9) switch
            {
                0 => knock with { Target = OtherPiece(random, knock.Target, harvest) },
                1 => knock with { Form = [.. knock.Form.Where(_ => random.Next(4) > 0)] },
                2 => knock with { Form = [.. knock.Form, .. knock.Form.Take(random.Next(knock.Form.Count + 1))] },
                3 when random.Next(4) == 0 => knock with { Raw = [(random.Next(10_000), (byte)random.Next(256))] },
                4 when random.Next(6) == 0 => knock with { Form = [.. knock.Form, .. Enumerable.Range(0, random.Next(1, 400)).Select(n => ($"x{n}", "y"))] },
                5 when random.Next(6) == 0 => knock with { Target = knock.Target + "?a=%20&b=" + random.Next(100) },
                6 => Fresh(random, knock),
                _ => With(random, knock),
            };
        }

        return random.Next(40) switch
        {
            0 => knock with { Method = "GET" },
            1 => knock with { Type = "application/json" },
            2 => knock with { Type = null },
            3 => knock with { Type = Knock.FormType + "; charset=UTF-8" },
            _ => knock,
        };
    }

    private static Knock With(Random random, Knock knock)
    {
        var name = knock.Form.Count > 0 && random.Next(2) == 0 ? knock.Form[random.Next(knock.Form.Count)].Name : Fields[random.Next(Fields.Length)];
        var value = name is "Body" or "SpeechResult" || random.Next(4) == 0 ? Words.Any(random) : Values[random.Next(Values.Length)];
        return knock with { Form = [.. knock.Form.Where(f => f.Name != name), (name, value)] };
    }

    /// <summary>Nobody has seen it before: it is no repeat.</summary>
    private static Knock Fresh(Random random, Knock knock) => knock with
    {
        Form = [.. knock.Form.Select(f => f.Name is "MessageSid" or "CallSid" && random.Next(2) == 0 ? (f.Name, f.Value[..Math.Min(2, f.Value.Length)] + random.NextInt64().ToString("x32")) : f)],
    };

    private static string Routed(Random random, string route, IReadOnlyList<Knock> harvest)
    {
        var pieces = harvest.SelectMany(k => k.Target.Split('/')).ToList();
        var sessions = pieces.Where(p => p.Length == 24).Distinct().Append("000000000000000000000000").Append("x").ToList();
        var legs = pieces.Where(p => p.Length is 2 or 3 && p[0] == 'a' && char.IsAsciiDigit(p[1])).Distinct().Append("a99").Append("a1").ToList();
        return "/api/" + Piece().Replace(route, m => m.Value switch
        {
            "{s}" => sessions[random.Next(sessions.Count)],
            "{l}" => legs[random.Next(legs.Count)],
            "{w}" => Whos[random.Next(Whos.Length)],
            _ => DrillState(random),
        });
    }

    /// <summary>How far a drill is, as its URL says it: well formed, whatever it says.</summary>
    private static string DrillState(Random random)
    {
        var begun = random.Next(3) switch { 0 => 0, 1 => new VirtualTime().GetUtcNow().ToUnixTimeSeconds() + random.Next(300), _ => random.Next() };
        var marks = Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(1, MarksMost)).Select(_ => Marks[random.Next(Marks.Length)] + random.Next(600)).ToList();
        return $"{random.Next(7)}/{random.Next(6)}/{begun}/{random.Next(9)}/{random.Next(12)}{(marks.Count == 0 ? "" : "/" + string.Join('-', marks))}";
    }

    private static string OtherPiece(Random random, string target, IReadOnlyList<Knock> harvest)
    {
        var pieces = target.Split('/');
        var others = harvest[random.Next(harvest.Count)].Target.Split('/');
        var at = random.Next(2, Math.Max(3, pieces.Length));
        if (at >= pieces.Length)
        {
            return target;
        }

        pieces[at] = random.Next(5) switch
        {
            0 => others[random.Next(others.Length)],
            1 => random.Next(-2, 200).ToString(),
            2 => "99999999999999999999",
            3 => $"%{random.Next(256):X2}{pieces[at]}",
            _ => "",
        };
        return string.Join('/', pieces);
    }

    /// <summary>What is put in a route: a session, a leg, who is on the roster, how far a drill is.</summary>
    [GeneratedRegex("\\{[slwd]\\}")]
    private static partial Regex Piece();
}

/// <summary>
/// What is signed: it is answered with a document that the phone company takes, or refused with a reason; nothing fails inside, nothing personal is
/// logged, and every open session is woken.
/// </summary>
public sealed class SignedTarget() : DoorTarget("signed", knocksMost: 12)
{
    protected override string? Fault(Story input)
    {
        using var world = new World(input.Stage);
        foreach (var knock in input.Knocks)
        {
            if (Send(world, knock, World.Sign(knock)) is not var (status, type, body))
            {
                return $"No answer came to {knock.Target}.";
            }

            var fault = status switch
            {
                200 when type == "text/xml" => Documents.Fault(body),
                204 => null,
                >= 400 and < 500 when body.Length > 0 => null,
                _ => "That is no answer.",
            };
            if (fault is not null)
            {
                return $"{fault} ({status} {type}) {body}";
            }
        }

        world.S.RunSeconds(3);
        return world.Fault();
    }
}

/// <summary>Promise 8: what is not signed by the phone company is refused, changes nothing in the store, and asks nothing of anybody.</summary>
public sealed class ForgedTarget() : DoorTarget("forged", knocksMost: 30)
{
    private readonly Dictionary<int, World> _worlds = [];

    protected override string? Fault(Story input)
    {
        if (!_worlds.TryGetValue(input.Stage, out var world))
        {
            _worlds[input.Stage] = world = new World(input.Stage);
        }

        var before = world.Store.Dump();
        var asked = world.S.Network.RestRequests.Count;
        foreach (var (knock, number) in input.Knocks.Select((k, i) => (k with { Wait = 0 }, i)))
        {
            var right = World.Sign(knock);
            string? signature = ((knock.Target.Length + knock.Form.Count + number) % 5) switch
            {
                0 => null,
                1 => right[..^2] + (right[^2] == 'A' ? 'B' : 'A') + "=",
                2 => World.Sign(knock.Url + "/", knock.Form),
                3 => World.Sign(knock.Url, [.. knock.Form, ("Digits", "9")]),
                _ => "",
            };
            // The same field twice is signed as once: that may be right after all.
            signature = signature == right ? null : signature;
            if (Send(world, knock, signature) is not var (status, _, body) || status is < 400 or >= 500 || body.Length == 0)
            {
                return "It was let in.";
            }

            if (status == 403 != knock.IsWebhook && status is not (400 or 413))
            {
                return $"It was refused with {status}.";
            }
        }

        return !world.Store.Dump().SequenceEqual(before) ? "The store has changed."
            : world.S.Network.RestRequests.Count != asked ? "The phone company was asked for something."
            : null;
    }
}
