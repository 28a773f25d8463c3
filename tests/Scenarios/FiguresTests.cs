using System.Globalization;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios;

/// <summary>How long it takes, at default settings, in each mode, against the bound of promise 2.</summary>
public sealed class FiguresTests(ITestOutputHelper output)
{
    [Fact]
    public void From_the_moment_a_check_in_was_due_to_peers_ringing_a_voice_on_the_callers_line_and_ems_ringing()
    {
        output.WriteLine("seconds from due      peers ring   a peer's voice   EMS rings (nobody takes it)   bound   from the miss: a peer's voice   EMS rings");
        foreach (var mode in (Mode[])[Mode.OnTheLine, Mode.CallMe, Mode.TextMe])
        {
            var (rings, voice) = ToAVoice(mode);
            var ems = ToEms(mode);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{mode,-20} {rings,11:F1} {voice,16:F1} {ems,29:F1} {Walks.BoundOf(mode),7:F0} {voice - Walks.MissOf(mode),31:F1} {ems - Walks.MissOf(mode),11:F1}"));
            Assert.InRange(rings, Walks.MissOf(mode), Walks.MissOf(mode) + 4);
            Assert.InRange(voice, rings, Walks.BoundOf(mode));
            Assert.InRange(ems, Walks.EmsOf(mode), Walks.BoundOf(mode));
        }
    }

    /// <summary>The peer picks up after five seconds, presses 1 when asked to, and cuts the brief.</summary>
    private static (double Rings, double Voice) ToAVoice(Mode mode)
    {
        using var s = new Scenario(peers: 1);
        s.Watched(mode);
        s.PeerA.Is(Behaviour.PersonSaying(
            TimeSpan.FromSeconds(5), "Hello?", Reaction.Hearing("Press 1 to take it", me => me.Presses("1")), Reaction.Hearing("They are at", me => me.Presses("5"))));
        s.Caller.MayBeRung();
        var due = s.Misses(mode);
        s.Caller.Is(mode == Mode.OnTheLine ? Behaviour.Manual : Behaviour.PersonSaying(TimeSpan.FromSeconds(3), ""));
        s.RunUntil(() => s.Caller.Phone.HasHeard("Here is a person"), TimeSpan.FromSeconds(60));
        s.RunUntil(() => s.PeerA.Phone.Call?.ConferenceName is not null && s.Caller.Phone.Call?.ConferenceName is not null, TimeSpan.FromSeconds(60));
        return (s.PeerA.SecondsUntilRung(due), (s.Now - due).TotalSeconds);
    }

    private static double ToEms(Mode mode)
    {
        using var s = new Scenario();
        s.Watched(mode);
        s.PeerA.Is(Behaviour.NoAnswer);
        s.PeerB.Is(Behaviour.NoAnswer);
        var due = s.Misses(mode);
        s.Ems.IsRung(within: 80);
        return s.Ems.SecondsUntilRung(due);
    }
}
