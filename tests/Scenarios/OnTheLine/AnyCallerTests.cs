using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// Callers who do anything at any time: they key, speak, text, hang up and call again as a seed has it, while webhooks come twice, late, or lose their replies.
/// After each deed the following holds, and a failure names its seed and what was done before:
/// nobody hears "application error", the program logs no error, and the phone company objects to nothing;
/// promise 1: an open session has something due, or an incident, or rests because nobody can be reached, or is about to close;
/// promise 2: no check-in is open for longer than the latest miss; and what is owed to the world does not pile up.
/// </summary>
public sealed class AnyCallerTests
{
    private const int SeedsATest = 20;
    private const int Deeds = 40;

    /// <summary>A miss comes at the latest when EMS would ring off the line less a little; with a call ordered late it moves no further than this.</summary>
    private static readonly TimeSpan OpenAtMost = TimeSpan.FromSeconds(110);

    private const int PendingAtMost = 12;

    private static readonly string[] Keys =
        ["1", "1", "1", "1", "2", "3", "3", "4", "4", "5", "*", "#", "12#", "0#", "00#", "9055550124#", "99#", "9#"];

    private static readonly string[] Words =
        ["12 Main Street Hamilton", "12 Main Street", "Hamilton", "yes", "no", "sure", "I'm OK", "my name is Sam", "help", "minutes", "record", "a friend", "tone", "quiet", "keep",
         "erase it", "home", "and now the weather for you", "Smallville", "4", "where", "apartment 4"];

    private static readonly string[] Bodies =
        ["1", "2", "AT 9 King St, Hamilton", "NAME Jo", "4", "no", "EVERY 3", "SAVE home", "FIRST 905 555 0124", "hello", "FIRST CREW"];

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(40)]
    public void Whatever_a_caller_does_what_must_hold_always_holds(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsATest; seed++)
        {
            Act(seed);
        }
    }

    private static void Act(int seed)
    {
        var random = new Random(seed);
        var done = new List<string>();
        using var s = new Scenario(peers: 2).NobodyPicksUp();
        s.Ems.Is(Behaviour.Person(TimeSpan.FromSeconds(3), Reaction.Hearing("Press 1 or say", p => p.Presses("1")), Reaction.Hearing("to close", p => p.Presses("1"))));
        if (random.Next(3) == 0)
        {
            s.PeerA.Is(Behaviour.Person(TimeSpan.FromSeconds(4), Reaction.Hearing("Press 1 to take", p => p.Presses("1"))));
        }

        var callerId = random.Next(4) == 0 ? "anonymous" : null;
        s.Caller.Phone.PlacesCall(Scenario.Line, callerId);
        s.RunSeconds(2);
        s.Caller.Phone.Presses("1");
        s.RunSeconds(1);
        for (var i = 0; i < Deeds; i++)
        {
            done.Add(Deed(s, random, callerId));
            s.RunSeconds(random.NextDouble() * random.Next(1, 12));
            Holds(s, problem => Assert.Fail($"Seed {seed}: {problem}\nafter {string.Join("; ", done)}"));
        }
    }

    /// <summary>One thing that this caller does now, or that goes wrong around them.</summary>
    private static string Deed(Scenario s, Random random, string? callerId)
    {
        var phone = s.Caller.Phone;
        if (!phone.IsInCall)
        {
            return AwayFromTheLine(s, random, callerId);
        }

        switch (random.Next(12))
        {
            case < 5:
                var key = Of(Keys);
                phone.Presses(key);
                return "keys " + key;
            case < 8:
                var words = Of(Words);
                phone.Says(words, null, random.NextDouble());
                return "says " + words;
            case 8:
                var body = Of(Bodies);
                phone.Texts(body, Scenario.Line);
                return "texts " + body;
            case 9 when random.Next(4) == 0:
                phone.HangsUp();
                return "hangs up";
            case 10:
                s.Network.Faults.OnWebhook(w => w.Kind == WebhookKind.VoiceDocument, WebhookFault.Duplicate(TimeSpan.FromSeconds(random.Next(8))), times: 1);
                return "(one comes twice)";
            case 11:
                var fault = random.Next(2) == 0 ? WebhookFault.LoseReply() : WebhookFault.Delay(TimeSpan.FromSeconds(random.Next(6)));
                s.Network.Faults.OnWebhook(w => w.Kind == WebhookKind.VoiceDocument && w["ErrorUrl"] is null, fault, times: 1);
                return "(one is lost or late)";
            default:
                return "waits";
        }

        string Of(string[] all) => all[random.Next(all.Length)];
    }

    private static string AwayFromTheLine(Scenario s, Random random, string? callerId)
    {
        if (s.Caller.Phone.IsRinging)
        {
            s.Caller.Phone.Answers();
            return "answers";
        }

        if (s.Caller.Phone.IsIdle && random.Next(4) == 0)
        {
            s.Caller.Phone.PlacesCall(Scenario.Line, callerId);
            return "calls";
        }

        return "waits";
    }

    private static void Holds(Scenario s, Action<string> fails)
    {
        if (s.Caller.Phone.HasHeard("application error"))
        {
            fails("they heard an application error");
        }

        if (s.ProgramLog.FirstOrDefault(l => l.Contains(" Error ", StringComparison.Ordinal)) is { } error)
        {
            fails(error);
        }

        if (s.Network.Violations is [var violation, ..])
        {
            fails(violation);
        }

        foreach (var session in s.Sessions().Where(x => x.Open))
        {
            if (session.CheckIn is { IsOpen: true, DueUtc: { } due } && s.Now - due > OpenAtMost)
            {
                fails($"a check-in has been open for {(s.Now - due).TotalSeconds:0} s, {session.Mode}");
            }

            if (session is { Watched: true, CheckIn.DueUtc: null, Incident: null, FinishWhenQuiet: false, RestsUtc: null })
            {
                fails("nothing is due");
            }

            if (session.Pending.Length > PendingAtMost)
            {
                fails(string.Join(", ", session.Pending.Select(p => p.Intent.GetType().Name)));
            }
        }
    }
}
