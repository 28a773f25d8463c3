using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exploration.Model;
using Exploration.Promises;
using SpotterBot.Decisions;

namespace Exploration.Search;

/// <summary>How far a search goes.</summary>
/// <param name="Depth">Moves after the story's start.</param>
/// <param name="States">States that are told apart.</param>
/// <param name="Faults">Things that may go wrong on one path.</param>
public sealed record Bounds(int Depth, int States, int Faults = 0);

/// <summary>How far a search is.</summary>
public sealed record Progress(string Story, int Depth, int States, long Transitions, int Frontier, TimeSpan Elapsed);

/// <summary>What a search found.</summary>
/// <param name="Closed">Every state that can be reached was, with everything that can happen in it.</param>
/// <param name="Broken">The shortest way to a broken promise, line by line; null: none was found.</param>
public sealed record Found(string Story, int States, long Transitions, int Depth, bool Closed, TimeSpan Elapsed, PromiseBrokenException? Why, ImmutableArray<string>? Broken)
{
    public string Summary =>
        $"{Story}: states={States} transitions={Transitions} depth={Depth} closed={(Closed ? "yes" : "no")} seconds={Elapsed.TotalSeconds:F1} violations={(Why is null ? 0 : 1)}";
}

/// <summary>
/// Breadth first through everything that can happen, so that the first way to a broken promise is a shortest one. Each state is entered once;
/// the same search gives the same figures on any machine, whatever the number of its processors.
/// </summary>
public sealed class Explorer(Core core, Story story, Alphabet alphabet, Bounds bounds, TimeProvider time, Action<Progress>? progress = null)
{
    private const int ChunkOfFrontier = 512;

    private readonly HashSet<Digest> _seen = [];
    private readonly List<Entered> _entered = [];

    /// <summary>How a state was entered first.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entered(int From, ushort Move, Deviation Deviation);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Next(Digest Digest, Entered By, Life? Life, PromiseBrokenException? Broken);

    public Found Run()
    {
        var began = time.GetTimestamp();
        Life start;
        try
        {
            start = story.Start(core, bounds.Faults);
            Doors.Hold(core, start, story.Facts);
        }
        catch (PromiseBrokenException broken)
        {
            return Report(0, 0, closed: false, broken, new Entered(-1, 0, Deviation.None));
        }

        Enter(Fingerprint.Of(start), new Entered(-1, 0, Deviation.None));
        var frontier = new List<(int Id, Life Life)> { (0, start) };
        var transitions = 0L;
        var full = false;
        for (var depth = 1; frontier.Count > 0; depth++)
        {
            if (depth > bounds.Depth || full)
            {
                return Report(transitions, depth - 1, closed: false, null, default);
            }

            var reached = new List<(int, Life)>();
            for (var at = 0; at < frontier.Count && !full; at += ChunkOfFrontier)
            {
                var chunk = frontier.GetRange(at, Math.Min(ChunkOfFrontier, frontier.Count - at));
                var nexts = new List<Next>[chunk.Count];
                Parallel.For(0, chunk.Count, i => nexts[i] = Expand(chunk[i].Id, chunk[i].Life));
                foreach (var list in nexts)
                {
                    transitions += list.Count;
                    foreach (var next in list)
                    {
                        if (next.Broken is { } broken)
                        {
                            return Report(transitions, depth, closed: false, broken, next.By);
                        }

                        if (next.Life is { } life && Enter(next.Digest, next.By))
                        {
                            reached.Add((_entered.Count - 1, life));
                        }
                    }
                }

                full = _entered.Count >= bounds.States;
                progress?.Invoke(new Progress(story.Name, depth, _entered.Count, transitions, reached.Count + frontier.Count - at, time.GetElapsedTime(began)));
            }

            frontier = reached;
            if (frontier.Count == 0)
            {
                return Report(transitions, depth, closed: !full, null, default);
            }
        }

        return Report(transitions, 0, closed: true, null, default);

        Found Report(long steps, int depth, bool closed, PromiseBrokenException? broken, Entered by) => new(
            story.Name, _entered.Count, steps, depth, closed, time.GetElapsedTime(began), broken, broken is null ? null : Way(by, broken));
    }

    private bool Enter(Digest digest, Entered by)
    {
        if (!_seen.Add(digest))
        {
            return false;
        }

        _entered.Add(by);
        return true;
    }

    private List<Next> Expand(int id, Life life)
    {
        var nexts = new List<Next>();
        var moves = Moves.At(life, alphabet, story.Facts);
        for (var i = 0; i < moves.Count; i++)
        {
            var stepper = Step(id, life, moves[i], (ushort)i, Deviation.None, nexts);
            if (stepper is null || stepper.Life.FaultsLeft <= 0)
            {
                continue;
            }

            for (var point = 0; point < stepper.Points.Count; point++)
            {
                for (var way = 1; way <= stepper.Points[point].Ways.Count; way++)
                {
                    Step(id, life, moves[i], (ushort)i, new Deviation(point, way), nexts);
                }
            }
        }

        return nexts;
    }

    private Stepper? Step(int id, Life life, Move move, ushort number, Deviation deviation, List<Next> nexts)
    {
        var by = new Entered(id, number, deviation);
        try
        {
            var stepper = new Stepper(core, story.Facts, life, deviation);
            move.Do(stepper);
            var next = stepper.Life;
            var digest = Fingerprint.Of(next);
            if (_seen.Contains(digest))
            {
                nexts.Add(new Next(digest, by, null, null));
            }
            else
            {
                Doors.Hold(core, next, story.Facts);
                nexts.Add(new Next(digest, by, next, null));
            }

            return stepper;
        }
        catch (PromiseBrokenException broken)
        {
            nexts.Add(new Next(default, by, null, broken));
            return null;
        }
    }

    /// <summary>The way to it, told anew from the beginning.</summary>
    private ImmutableArray<string> Way(Entered last, PromiseBrokenException broken)
    {
        var path = new Stack<Entered>();
        for (var at = last; at.From >= 0; at = _entered[at.From])
        {
            path.Push(at);
        }

        var told = new List<string>();
        Life? life = null;
        try
        {
            life = story.Start(core, bounds.Faults, told);
            foreach (var by in path)
            {
                var move = Moves.At(life, alphabet, story.Facts)[by.Move];
                told.Add($"{told.Count(l => l.Length > 4 && l[4] == '.') + 1,4}. {Telling.Clock(life.NowUtc - Cast.Zero)} {move.Label}");
                var stepper = new Stepper(core, story.Facts, life, by.Deviation, told);
                try
                {
                    move.Do(stepper);
                }
                finally
                {
                    life = stepper.Life;
                }
            }
        }
        catch (PromiseBrokenException)
        {
            // That is where the way was to lead.
        }

        told.Add(broken.Message);
        return life is null ? [.. told] : [.. told, .. Telling.Of(life)];
    }
}
