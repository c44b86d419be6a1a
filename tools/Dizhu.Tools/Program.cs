Console.WriteLine("dizhu tools");
