using System.Text.Json;
using System.Text.Json.Serialization;
using Exploration.Model;
using Exploration.Promises;
using Exploration.Search;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Texts;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace Exploration.Tests;

/// <summary>
/// Walks at random, longer than the exploration is deep. What breaks is shrunk to as few steps as break it. The seed is fixed and printed;
/// EXPLORATION_SEED sets another, EXPLORATION_WALKS how many walks are gone.
/// </summary>
public sealed class PropertyTests
{
    private const int WalkLength = 40;

    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("EXPLORATION_SEED"), out var seed) ? seed : 20_260_110;

    private static readonly int Walks = int.TryParse(Environment.GetEnvironmentVariable("EXPLORATION_WALKS"), out var walks) ? walks : 60;

    private static readonly Story[] Stories = [.. Story.Beginnings];

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private static Arbitrary<Walk> Walked(bool anything) => Arb.From(
        from story in Gen.Elements(Stories)
        from length in Gen.Choose(1, WalkLength)
        from picks in Gen.ArrayOf(Gen.Choose(0, 1 << 20), length)
        select Walk.From(story, picks, anything),
        walk => walk.Shorter());

    private static void Holds<T>(Arbitrary<T> any, Action<T> property, int times)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"EXPLORATION_SEED={Seed}, {times} times");
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, 1), FSharpOption<int>.None));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(replay), Prop.ForAll(any, property));
    }

    [Fact]
    public void Whatever_people_and_phones_do_the_promises_hold() => Holds(Walked(anything: false), walk => walk.Go(Core.Product), Walks);

    [Fact]
    public void Whatever_comes_in_between_the_promises_hold() => Holds(Walked(anything: true), walk => walk.Go(Core.Product), Walks);

    [Fact]
    public void A_defect_is_shrunk_to_the_few_steps_that_show_it()
    {
        var fault = Assert.ThrowsAny<Exception>(() => Holds(Walked(anything: false), walk => walk.Go(new Mutants.TakesCompletedForAnOk()), 1_000));
        TestContext.Current.TestOutputHelper?.WriteLine(fault.ToString());
        var shrunk = fault.Message[fault.Message.IndexOf("Shrunk:", StringComparison.Ordinal)..];
        Assert.Contains("Promise 3", fault.ToString(), StringComparison.Ordinal);

        // It is answered, and hung up; time passes before that.
        Assert.True(shrunk.Split('\n')[1].Split(';').Length <= 5, shrunk);
    }

    [Fact]
    public void Every_session_comes_back_from_the_store_as_it_went()
    {
        var codec = new SessionCodec(new Privacy(new byte[Privacy.KeyBytes]));
        Holds(Walked(anything: true), walk => walk.Go(Core.Product, life =>
        {
            var back = codec.Open(life.Session.Id, codec.Seal(life.Session));
            Assert.Equal(Written(life.Session), Written(back));
            var (next, same) = (Later(life.Session), Later(back));
            Assert.Equal(Written(next.Session), Written(same.Session));
            Assert.Equal(next.NextWakeUtc, same.NextWakeUtc);

            Decision Later(Session session) => Decider.Decide(session, new Happening.TimePassed(), life.Facts(walk.Story.Facts), life.NowUtc.AddMinutes(2));
        }), Walks / 3);
    }

    [Fact]
    public void A_report_that_comes_twice_changes_nothing_the_second_time() => Holds(Walked(anything: true), walk => walk.Go(Core.Product, life =>
    {
        foreach (var report in AnyHappening.In(life.Session).Where(h => h is Happening.CallStatus or Happening.CallPlaced or Happening.CallRefused or Happening.CallGone
            or Happening.CallUnknown or Happening.Carried or Happening.TextSent or Happening.RoomChanged))
        {
            var once = Decider.Decide(life.Session, report, life.Facts(walk.Story.Facts), life.NowUtc);
            var twice = Decider.Decide(once.Session, report, life.Facts(walk.Story.Facts), life.NowUtc);
            Assert.True(Written(once.Session) == Written(twice.Session), $"{report}\n{Written(once.Session)}\n{Written(twice.Session)}");
        }
    }), Walks / 10);

    [Fact]
    public void Time_never_runs_backwards() => Holds(
        Arb.From(from walk in Walked(anything: true).Generator from seconds in Gen.Choose(0, 100_000) select (Walk: walk, Seconds: seconds)),
        it => it.Walk.Go(Core.Product, life =>
        {
            var decision = Decider.Decide(life.Session, new Happening.TimePassed(), life.Facts(it.Walk.Story.Facts), life.NowUtc.AddSeconds(-it.Seconds));
            Assert.Equal(life.Session.LastUtc, decision.Session.LastUtc);
            Assert.All(decision.History, h => Assert.True(h.Utc >= life.Session.LastUtc));
            Always.Awake(decision.Session, decision.NextWakeUtc);
        }), Walks / 3);

    [Fact]
    public void Every_text_can_be_read_and_reads_the_same_twice() => Holds(ArbMap.Default.ArbFor<string?>(), text =>
    {
        var command = TextCommand.Parse(text);
        Assert.Equal(command, TextCommand.Parse(text));
        Assert.InRange(command.Number ?? 1, 0, int.MaxValue);
    }, 3_000);

    [Fact]
    public void No_text_with_a_no_in_it_is_an_OK() => Holds(
        Arb.From(
            from words in Gen.ArrayOf(Gen.Elements("1", "ok", "OK!", "i'm", "good", "thanks", "7", "done", "B", "A1", "9", "still", "here", ".", "\n"))
            from no in Gen.Elements("no", "not", "nope", "NAH", "never", "dont", "don't", "can't", "isn't", "ain’t")
            from at in Gen.Choose(0, words.Length)
            select string.Join(' ', words.Take(at).Append(no).Concat(words.Skip(at)))),
        text => Assert.NotEqual(TextVerb.Ok, TextCommand.Parse(text).Verb), 3_000);

    private static string Written(Session session) => JsonSerializer.Serialize(session with { HistoryCount = 0 }, Json);
}
