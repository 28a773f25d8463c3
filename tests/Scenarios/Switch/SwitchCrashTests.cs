using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.Switch;

/// <summary>
/// A process dies at every single effect it has on the world while a text is made, renewed and taken back, and another comes a little later: nobody
/// hears of it, and nothing is left behind that somebody would hear of. Promises 1, 9.
/// </summary>
public sealed class SwitchCrashTests(ITestOutputHelper output)
{
    private static readonly (bool After, int Seconds)[] Ways = [(false, 1), (true, 20), (true, 1), (false, 20)];

    private static readonly bool AllWays = Environment.GetEnvironmentVariable("CRASH_SWEEP") == "all";

    [Fact]
    public void Whenever_it_dies_no_text_is_left_and_none_is_sent()
    {
        var (effects, undisturbed) = Tell(Death.Never);
        Assert.True(undisturbed is null, undisturbed);
        var deaths = Enumerable.Range(1, effects)
            .SelectMany(e => Ways.Where((_, i) => AllWays || i == (e + (e / 4)) % 4).Select(w => new Death(e, w.After, w.Seconds)))
            .ToList();
        var broken = deaths.Select(d => Tell(d).Broken).OfType<string>().ToList();
        output.WriteLine($"{effects} effects, {deaths.Count} deaths");
        Assert.True(broken.Count == 0, $"{broken.Count} of {deaths.Count}:\n" + string.Join('\n', broken));
    }

    [Fact]
    public void Where_another_process_lives_it_goes_on_with_what_the_dead_one_had_begun()
    {
        var (effects, _) = Tell(Death.Never);
        for (var effect = 1; effect < effects; effect += 9)
        {
            var (_, broken) = Tell(new Death(effect, After: effect % 2 == 0, 20), beside: true);
            Assert.True(broken is null, broken);
        }
    }

    /// <summary>Somebody is watched for seven minutes, in which the text is renewed twice, and finishes.</summary>
    private static (int Effects, string? Broken) Tell(Death death, bool beside = false)
    {
        using var s = Switched.On(store: new MemoryRowStore(), settings: ("Switch:After", "00:06:00"));
        s.Program.Kill();
        var other = beside ? s.Start(new Life()) : null;
        var life = new Life { DiesAtEffect = death.Effect, DiesAfterEffect = death.After };
        var dying = s.Start(life);
        s.NobodyPicksUp();
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Caller.Phone.RepliesToTexts("Still with me|hear from you|couldn't reach you", "1", TimeSpan.FromSeconds(4));
        var memory = new CrashMemory(s.Now);
        var restart = new Restart(s, dying, life, death.SecondsDead);
        while (s.Now < memory.BeganUtc + TimeSpan.FromMinutes(8.5))
        {
            restart.Look();

            if (s.Now < memory.BeganUtc + TimeSpan.FromMinutes(7))
            {
                memory.Insists(s, "SPOT 5 at " + Walks.Place, "I'm with you|We're already at it");
            }
            else
            {
                memory.Insists(s, "DONE", "Done for now|stand down|Nothing is running");
            }

            s.RunUntil(() => restart.HasJustDied, TimeSpan.FromSeconds(1));
        }

        other?.SweepsEvery(TimeSpan.FromSeconds(9));
        s.RunQuietly(TimeSpan.FromMinutes(8));
        other?.Kill();
        List<string> broken = [];
        Has("every session is closed", s.Sessions().All(x => !x.Open));
        Has("nothing is pending", s.Sessions().All(x => x.Pending.IsEmpty));
        Has("no number is kept for it", s.Sessions().All(x => x.CallerNumber is null || x.Escalated));
        Has("no text is left", s.Everybody.All(a => a.Kept() == 0));
        Has("nobody was told", s.Everybody.All(a => a.ToldOfDeath() == 0));
        Has("there was one to be told by", s.Network.Messages.Any(m => m.Status == "canceled" && m.To == s.Caller.Number) && s.Network.Messages.Any(m => m.Status == "canceled" && m.To == s.Coordinator.Number));
        broken.AddRange(s.Network.Violations);
        broken.AddRange(s.ProgramLog.Where(l => l.Contains(" Error ", StringComparison.Ordinal)));
        return (life.Effects, broken.Count == 0 ? null : $"{death}{(beside ? ", beside another" : "")}:\n{string.Join('\n', broken)}");

        void Has(string what, bool so)
        {
            if (!so)
            {
                broken.Add($"Not so: {what}.");
            }
        }
    }
}
