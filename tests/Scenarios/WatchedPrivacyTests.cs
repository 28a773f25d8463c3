using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Observability;

namespace Scenarios;

/// <summary>Spans are seen of every process at once, so that nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(WatchedAlone), DisableParallelization = true)]
public sealed class WatchedAlone;

/// <summary>
/// Promise 5, for whoever watches: whole nights, well and ill, and in no line, span or label stands a number, a name, a place, a code or a word of
/// anybody's.
/// </summary>
[Collection(nameof(WatchedAlone))]
public sealed partial class WatchedPrivacyTests
{
    private const string Place = "12 Wexford Crescent apt 4, Hamilton, buzzer 3141";

    /// <summary>Words that stand for nothing but what was said, written and set.</summary>
    private static readonly string[] PersonalWords =
        ["Wexford", "Crescent", "buzzer", "3141", "Hamilton", "hogwash", "Zebulon", "Perpetua", "Clementine", "Still with me", "0123456789abcdef0123456789abcdef"];

    private static readonly (string, string)[] Named = [("Roster:Peers:0:Name", "Perpetua"), ("Roster:Coordinators:0:Name", "Clementine")];

    [Fact]
    public void A_night_by_text_with_a_peer_and_ems()
    {
        using var s = new Scenario(settings: Named);
        using var watch = new Watch(s.Inside, spans: true);
        AnybodyMayHear(s);
        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you");
        s.Caller.Texts("NAME Zebulon").Gets(".");
        s.Caller.Texts("SAVE hogwash").Gets(".");
        s.Caller.Texts("FIRST 905 555 0124").Gets("OK. If you stop");
        s.Caller.Texts("hogwash and nonsense");
        s.RunToCheckIn();
        s.Caller.Is(Behaviour.NoAnswer).IsRung(within: 40);
        s.Friend.IsRung(within: 60);
        s.PeerA.IsRung(within: 40).Answers().Presses("1").Hears("12 Wexford Crescent");
        s.Ems.IsRung(within: 90).Answers().Hears("12 Wexford Crescent").Hears("Press 1 or say").Presses("1").Hears("confirmed");
        s.RunSeconds(20);
        s.Ems.HangsUp();
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.PeerA.HangsUp();
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(30);
        NothingPersonal(s, watch, "webhook texts", "webhook voice", "webhook callbacks", "wake-up", "twilio create call", "twilio create message");
        Assert.NotEmpty(watch.Of(Names.DueToPerson));
        Assert.NotEmpty(watch.Of(Names.DueToEms));
        s.Program.Kill();
    }

    [Fact]
    public void A_night_on_the_line_that_another_phone_joins_by_code()
    {
        using var s = new Scenario(settings: Named);
        using var watch = new Watch(s.Inside, spans: true);
        AnybodyMayHear(s);
        s.WatchedOnTheLine(Place);
        s.Caller.Says("you can call me Zebulon");
        s.Friend.Calls().Hears("Press 1 and I start").Presses("8").Hears("code").Presses(s.Session.Code + "#").Hears(".").Presses("0123#");
        s.RunSeconds(10);
        s.Friend.HangsUp();
        s.RunToCheckIn();
        s.RunSeconds(200);
        NothingPersonal(s, watch, "webhook voice", "wake-up", "twilio create call");
        s.Program.Kill();
    }

    [Fact]
    public void A_night_in_which_the_store_and_the_phone_company_fail()
    {
        var store = new BreakingStore(new MemoryRowStore());
        using var s = new Scenario(store: store, settings: Named) { ErrorsExpected = true };
        using var watch = new Watch(s.Inside, spans: true);
        AnybodyMayHear(s);
        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you");
        store.Broken = true;
        s.Caller.Texts("NAME Zebulon").Gets("Something is wrong on our side");
        s.RunSeconds(3);
        store.Broken = false;
        s.RunToCheckIn();
        using (s.Network.Faults.OnRest(r => r.Method == "POST", RestFault.Status(HttpStatusCode.ServiceUnavailable)))
        {
            s.RunSeconds(60);
        }

        using (s.Network.Faults.OnRest(r => r.Method == "POST", RestFault.Status(HttpStatusCode.BadRequest, 21211), times: 3))
        {
            s.RunSeconds(60);
        }

        s.RunSeconds(60);
        NothingPersonal(s, watch, "webhook texts", "wake-up", "twilio create call");
        Assert.Contains(watch.Spans, span => span.Status == ActivityStatusCode.Error);
        s.Program.Kill();
    }

    private static void AnybodyMayHear(Scenario s)
    {
        foreach (var someone in s.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }
    }

    /// <param name="seen">Names of spans without which this would have looked at nothing.</param>
    private static void NothingPersonal(Scenario s, Watch watch, params string[] seen)
    {
        Assert.All(seen, name => Assert.Contains(name, watch.Spans.Select(span => span.DisplayName).Distinct()));
        Assert.True(s.JsonLog.Count > 5);
        string[] personal =
        [
            .. s.Everybody.SelectMany(a => new[] { a.Number[2..], a.Number[^7..] }),
            Scenario.Line[2..],
            Scenario.EmsLine[2..],
            .. PersonalWords,
            .. s.Network.Messages.Select(m => m.Body).Where(body => body.Length >= 8),
        ];
        var told = s.JsonLog.Concat(watch.Spans.Select(Written)).Concat(watch.Figures.Select(figure => figure.ToString())).Distinct().ToList();
        Assert.All(told, text => Assert.All(personal, words => Assert.False(text.Contains(words, StringComparison.OrdinalIgnoreCase), $"\"{words}\" stands in: {text}")));

        // A code is as short as many a number that may be told, a year for one; it is looked for as a word of its own, and not in moments.
        var codes = s.Sessions().Select(session => session.Code).ToHashSet();
        Assert.All(told, text => Assert.DoesNotContain(Word().Matches(Moment().Replace(text, "")), word => codes.Contains(word.Value)));

        // Figures are kept for longer and by more people than lines: not even an id.
        Assert.All(watch.Figures, figure => Assert.All(figure.Labels.Values, value => Assert.Matches("^[A-Za-z ]+$", value)));
    }

    /// <summary>All of it that an exporter sends.</summary>
    private static string Written(Activity span) => string.Join(
        '\n',
        [
            span.DisplayName, span.OperationName, span.StatusDescription ?? "", span.TraceStateString ?? "",
            .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        ]);

    [GeneratedRegex(@"[0-9A-Za-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+\-]\d\d:\d\d)?|\d+\.\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}
